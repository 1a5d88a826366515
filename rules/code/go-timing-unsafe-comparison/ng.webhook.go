package web

import (
	"crypto/hmac"
	"net/http"
)

func webhook(w http.ResponseWriter, r *http.Request) {
	expected := compute(r, hmac.New)
	signature := r.Header.Get("X-Signature")
	if signature != expected { // tipstaff-expect
		http.Error(w, "bad signature", http.StatusUnauthorized)
	}
}
