package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
)

func main() {
	go http.ListenAndServe("127.0.0.1:6060", nil)
	log.Fatal(http.ListenAndServe(":8080", newRouter()))
}
