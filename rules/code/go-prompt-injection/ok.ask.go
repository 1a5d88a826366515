package ask

import (
	"net/http"

	openai "github.com/sashabaranov/go-openai"
)

const system = "You answer questions about our products."

func messages(r *http.Request) []openai.ChatCompletionMessage {
	return []openai.ChatCompletionMessage{
		openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: system},
		openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: r.FormValue("question")},
	}
}
