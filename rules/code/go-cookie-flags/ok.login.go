package web

import "net/http"

func login(w http.ResponseWriter, id string) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: true})
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: "dark"})
}
