package web

import (
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
)

func users(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Query().Get("name")
		rows, _ := db.Query("SELECT id FROM users WHERE name = $1", name)
		id, _ := strconv.Atoi(r.FormValue("id"))
		more, _ := db.Query(fmt.Sprintf("SELECT id FROM users WHERE id = %d", id))
		write(w, rows, more)
	}
}
