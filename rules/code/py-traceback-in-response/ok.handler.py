import traceback

from flask import jsonify


@app.errorhandler(500)
def failed(error):
    logger.error(traceback.format_exc())
    return jsonify(error="internal error"), 500
