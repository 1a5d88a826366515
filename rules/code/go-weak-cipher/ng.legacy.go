package legacy

import (
	"crypto/des"
	"crypto/rc4"
)

func ciphers(key []byte) {
	one, _ := des.NewCipher(key) // tipstaff-expect
	two, _ := rc4.NewCipher(key) // tipstaff-expect
	use(one, two)
}
