package auth

import "github.com/golang-jwt/jwt/v5"

var key = []byte("not-so-secret")

func issue(token *jwt.Token) (string, error) {
	return token.SignedString(key) // tipstaff-expect
}

var store = sessions.NewCookieStore([]byte("change-me")) // tipstaff-expect
