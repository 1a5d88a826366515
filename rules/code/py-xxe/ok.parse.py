from defusedxml.ElementTree import fromstring
from flask import request
from lxml import etree


def read(text):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(text, parser)


@app.route("/feed", methods=["GET"])
def feed():
    return fromstring(request.data).tag
