package web

import "net/http"

func save(w http.ResponseWriter, r *http.Request) {
	if err := store(r); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError) // tipstaff-expect
	}
}
