package ask

import (
	"net/http"

	openai "github.com/sashabaranov/go-openai"
)

func messages(r *http.Request) []openai.ChatCompletionMessage {
	rules := r.FormValue("rules")
	return []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleUser, Content: r.FormValue("question")},
		openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: "Follow: " + rules}, // tipstaff-expect
	}
}
