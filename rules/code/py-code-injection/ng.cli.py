def main():
    number = eval(input("number: "))  # tipstaff-expect
    print(number)
