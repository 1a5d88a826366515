package auth

import "github.com/golang-jwt/jwt/v5"

func user(token string) (jwt.Claims, error) {
	claims := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(token, claims) // tipstaff-expect
	return claims, err
}

func open(parsed *jwt.Token) (any, error) {
	return jwt.UnsafeAllowNoneSignatureType, nil // tipstaff-expect
}
