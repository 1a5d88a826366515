package web

import (
	"net/http"
	"os"
	"path/filepath"
)

const root = "/srv/files"

func download(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if !filepath.IsLocal(name) {
		http.Error(w, "bad name", http.StatusBadRequest)
		return
	}
	data, _ := os.ReadFile(filepath.Join(root, name))
	w.Write(data)
}

func logo(w http.ResponseWriter, r *http.Request) {
	http.ServeFile(w, r, root+"/logo.png")
}
