import requests
from flask import request
from openai import OpenAI

client = OpenAI()


@app.route("/ask", methods=["GET"])
def ask():
    page = requests.get("https://docs.example.com/terms", timeout=5).text
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Follow these rules: {request.json['rules']}"},  # tipstaff-expect
            {"role": "system", "content": "Summarise: " + page},  # tipstaff-expect
            {"role": "user", "content": request.json["question"]},
        ],
    )
    return answer.choices[0].message.content
