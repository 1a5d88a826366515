package web

import (
	"net/http"
	"os/exec"
)

func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	out, _ := exec.Command("sh", "-c", "ping -c 1 "+host).Output() // tipstaff-expect
	tool := r.URL.Query().Get("tool")
	more, _ := exec.CommandContext(r.Context(), tool, "--version").Output() // tipstaff-expect
	w.Write(append(out, more...))
}
