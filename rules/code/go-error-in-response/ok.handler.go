package web

import (
	"log"
	"net/http"
)

func save(w http.ResponseWriter, r *http.Request) {
	if err := store(r); err != nil {
		log.Print(err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}
