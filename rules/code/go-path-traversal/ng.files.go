package web

import (
	"net/http"
	"os"
	"path/filepath"
)

const root = "/srv/files"

func download(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	data, _ := os.ReadFile(filepath.Join(root, name)) // tipstaff-expect
	w.Write(data)
	http.ServeFile(w, r, root+"/"+r.FormValue("page")) // tipstaff-expect
}
