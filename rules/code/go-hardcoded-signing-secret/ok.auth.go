package auth

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var key = []byte(os.Getenv("JWT_SECRET"))

func issue(token *jwt.Token) (string, error) {
	return token.SignedString(key)
}
