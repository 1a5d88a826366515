import traceback

from flask import jsonify, request


@app.errorhandler(500)
def failed(error):
    return jsonify(error=traceback.format_exc()), 500  # tipstaff-expect
