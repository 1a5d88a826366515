package files

import "os"

func save(data []byte) {
	os.WriteFile("state.json", data, 0o600)
	os.MkdirAll("/srv/spool", 0o755)
	retry("0777", 0777)
}
