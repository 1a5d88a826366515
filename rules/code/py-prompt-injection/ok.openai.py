from flask import request
from openai import OpenAI

SYSTEM = "You answer questions about our products."


@app.route("/ask", methods=["GET"])
def ask():
    answer = OpenAI().chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": request.json["question"]}],
    )
    return answer.choices[0].message.content
