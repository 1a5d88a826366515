package tokens

import (
	"crypto/rand"
	mrand "math/rand"
	"time"
)

func NewToken() ([]byte, error) {
	token := make([]byte, 32)
	_, err := rand.Read(token)
	return token, err
}

func wait() time.Duration {
	return time.Duration(mrand.Intn(100)) * time.Millisecond
}
