package web

import "github.com/gin-gonic/gin"

func routes(router *gin.Engine) {
	router.POST("/login", login)
	private := router.Group("/", requireUser)
	private.DELETE("/articles/:id", remove)
}
