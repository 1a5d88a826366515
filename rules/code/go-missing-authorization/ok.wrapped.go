package web

import "net/http"

func routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /articles", authenticated(create))
	mux.HandleFunc("GET /articles", list)
}
