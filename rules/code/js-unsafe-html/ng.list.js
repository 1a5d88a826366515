export function render(list, items) {
  for (const item of items) {
    list.innerHTML += "<li>" + item.name + "</li>" // tipstaff-expect
  }
}
