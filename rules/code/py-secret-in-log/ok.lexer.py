def parse(tokenizer):
    token = tokenizer.next()
    print(token)
    raise ValueError(f"unexpected {token}")
