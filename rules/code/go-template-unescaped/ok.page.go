package web

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
)

func page(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(name))
	views.Execute(w, name)
	views.Execute(w, template.HTML("<b>fixed</b>"))
}
