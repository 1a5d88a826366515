package tools

import (
	"fmt"
	"os/exec"
)

func archive(folder string) error {
	command := fmt.Sprintf("tar czf backup.tgz %s", folder)
	return exec.Command("/bin/sh", "-c", command).Run() // tipstaff-expect
}
