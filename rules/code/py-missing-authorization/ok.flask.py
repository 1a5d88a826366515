from flask import Flask, request

app = Flask(__name__)


@app.route("/articles/<int:number>", methods=["DELETE"])
@login_required
def remove(number):
    articles.remove(number)
    return "", 204


@app.route("/login", methods=["POST"])
def login():
    return start(request.form["name"])
