package web

import (
	"net/http"
	"os/exec"
)

func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	out, _ := exec.Command("ping", "-c", "1", "--", host).Output()
	more, _ := exec.Command("sh", "-c", "uptime").Output()
	w.Write(append(out, more...))
}
