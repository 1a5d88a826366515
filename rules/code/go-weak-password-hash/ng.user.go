package users

import (
	"crypto/md5"
	"crypto/sha1"
)

func hashPassword(password string) [16]byte {
	return md5.Sum([]byte(password)) // tipstaff-expect
}

func sign(text []byte) []byte {
	signature := sha1.Sum(text) // tipstaff-expect
	return signature[:]
}
