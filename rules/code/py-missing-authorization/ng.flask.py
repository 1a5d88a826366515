from flask import Flask, request

app = Flask(__name__)


@app.route("/articles/<int:number>", methods=["DELETE"])  # tipstaff-expect
def remove(number):
    articles.remove(number)
    return "", 204


@app.route("/articles")
def articles_list():
    return articles.all()
