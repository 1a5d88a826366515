package web

import (
	"fmt"
	"html/template"
	"net/http"
)

func page(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	fmt.Fprintf(w, "<h1>Hello %s</h1>", name) // tipstaff-expect
	w.Write([]byte("<p>" + name + "</p>")) // tipstaff-expect
	views.Execute(w, template.HTML(r.FormValue("bio"))) // tipstaff-expect
}
