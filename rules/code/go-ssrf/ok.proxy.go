package web

import (
	"net/http"
	"net/url"
)

func preview(w http.ResponseWriter, r *http.Request) {
	page, _ := http.Get("https://api.example.com/users/" + url.PathEscape(r.FormValue("id")))
	request, _ := http.NewRequest("GET", base+"/items/"+r.FormValue("id"), nil)
	answer(w, page, request)
}
