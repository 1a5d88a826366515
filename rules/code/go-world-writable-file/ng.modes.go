package files

import "os"

func save(data []byte) {
	os.WriteFile("state.json", data, 0666) // tipstaff-expect
	os.MkdirAll("/srv/spool", 0o777) // tipstaff-expect
	os.Chmod("/srv/app/run.sh", os.ModePerm) // tipstaff-expect
}
