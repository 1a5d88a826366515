package tokens

import "math/rand"

func NewToken(length int) string {
	letters := []rune("abcdefghijklmnopqrstuvwxyz")
	out := make([]rune, length)
	for i := range out {
		out[i] = letters[rand.Intn(len(letters))] // tipstaff-expect
	}
	return string(out)
}
