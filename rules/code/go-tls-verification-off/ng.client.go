package client

import (
	"crypto/tls"
	"net/http"
)

func New() *http.Client {
	config := &tls.Config{
		InsecureSkipVerify: true, // tipstaff-expect
	}
	other := &tls.Config{}
	other.InsecureSkipVerify = true // tipstaff-expect
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}
