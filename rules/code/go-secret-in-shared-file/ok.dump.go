package dump

import "os"

func dump(home, apiToken string, report []byte) {
	os.WriteFile(home+"/.config/app/token", []byte(apiToken), 0o600)
	os.WriteFile("/tmp/report", report, 0o644)
}
