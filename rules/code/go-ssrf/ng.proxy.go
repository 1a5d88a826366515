package web

import "net/http"

func preview(w http.ResponseWriter, r *http.Request) {
	page, _ := http.Get(r.URL.Query().Get("url")) // tipstaff-expect
	host := r.FormValue("host")
	request, _ := http.NewRequest("GET", "http://"+host+"/status", nil) // tipstaff-expect
	answer(w, page, request)
}
