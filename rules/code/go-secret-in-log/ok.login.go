package auth

import (
	"errors"
	"log"
)

func login(user, password, token string) error {
	log.Printf("login of %s, %d characters", user, len(password))
	log.Println("token starts with", token[:4], mask(token), token != "")
	log.Printf("used %d of %d", usage.TotalTokens, maxTokens)
	return errors.New("password is too short")
}
