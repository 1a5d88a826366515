package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func routes(router *gin.Engine, mux *http.ServeMux) {
	router.GET("/articles", list)
	router.DELETE("/articles/:id", remove) // tipstaff-expect
	mux.HandleFunc("POST /articles", create) // tipstaff-expect
}

func remove(c *gin.Context) {
	articles.Remove(c.Param("id"))
}
