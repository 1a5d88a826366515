package web

import (
	"database/sql"
	"fmt"
	"net/http"
)

func users(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Query().Get("name")
		rows, _ := db.Query("SELECT id FROM users WHERE name = '" + name + "'") // tipstaff-expect
		query := fmt.Sprintf("SELECT id FROM users WHERE city = '%s'", r.FormValue("city"))
		more, _ := db.QueryContext(r.Context(), query) // tipstaff-expect
		write(w, rows, more)
	}
}
