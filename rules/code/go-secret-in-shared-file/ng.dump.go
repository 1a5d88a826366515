package dump

import "os"

func dump(apiToken string, password []byte) {
	os.WriteFile("/tmp/token", []byte(apiToken), 0o600) // tipstaff-expect
	os.WriteFile("login", password, 0644) // tipstaff-expect
}
