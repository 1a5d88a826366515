package users

import (
	"crypto/md5"

	"golang.org/x/crypto/bcrypt"
)

func cacheKey(text string) [16]byte {
	return md5.Sum([]byte(text))
}

func hashPassword(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}
