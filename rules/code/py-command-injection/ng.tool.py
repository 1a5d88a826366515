import subprocess as sp

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("build")


@mcp.tool()
def lint(path: str) -> str:
    return sp.check_output(f"ruff check {path}", shell=True, text=True)  # tipstaff-expect
