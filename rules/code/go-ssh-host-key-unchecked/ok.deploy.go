package deploy

import (
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

func config(user, file string) (*ssh.ClientConfig, error) {
	check, err := knownhosts.New(file)
	return &ssh.ClientConfig{User: user, HostKeyCallback: check}, err
}
