package tools

import "os/exec"

func archive(folder string) error {
	if err := exec.Command("bash", "-c", "make clean").Run(); err != nil {
		return err
	}
	return exec.Command("tar", "czf", "backup.tgz", folder).Run()
}
