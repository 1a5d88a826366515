from flask import request
from lxml import etree


def read(text):
    parser = etree.XMLParser(resolve_entities=True)  # tipstaff-expect
    return etree.fromstring(text, parser)


@app.route("/feed", methods=["GET"])
def feed():
    return etree.fromstring(request.data).tag  # tipstaff-expect
