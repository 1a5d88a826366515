/** What stands between a name and its value, in every way of writing the two that a rule for a vendor's own name reads. */

const quote = String.raw`["'${"`"}]`

/** `= "v"`, `=> 'v'`, `: "v"`, `|| "v"`, `"name", "v"`; with a type before, `: string =`; in `[]byte("v")`; in a block of YAML. */
const assigned = String.raw`\\?["'${"`"}\])]{0,2}(?:\[\d{0,4}\])?[ \t]{0,20}(?:(?::[ \t]?[A-Za-z&][\w.<>&' ]{0,30}|string )(?==))??(?:=>|:=|\|\|=?|\?\?=?|[:=,])[ \t]{0,20}(?:[|>][+-]?[ \t]{0,3}\r?\n[ \t]{1,24}|[\w.\[\]]{0,20}\()?\\?${quote}{0,3}`

/** `key="name" value="v"`, `{"name": "x", "value": "v"}`, `name: x` with `value: v` on the next line. */
const pair = String.raw`["']?,?\s{1,40}["']?value["']?\s{0,5}[:=]\s{0,5}["']?|["'],["']value["']:["']`

/** `variable "name" { default = "v" }` of Terraform. */
const variable = String.raw`["'] \{[^{}]{0,300}?\sdefault\s{0,20}=\s{0,5}["']`

/** `<name>v</name>`, `<property name="name">v`, and `<key>name</key><string>v` of a property list. */
const element = String.raw`(?:</key>\s{0,40}<(?:string|data)|["'][^<>]{0,60})?>\s{0,40}`

/** `setName("v")`, `--name v`, `#define NAME "v"`, `(setq name "v")`, and: the name is `v`. */
const apart = String.raw`(?:\([ \t]{0,3}|[ \t]{1,4}(?:(?:is|was|are):? {1,3})?)${quote}?`

/** `| name | v |` */
const cell = "[`*]{0,2}[ \\t]{0,40}\\|[ \\t]{0,40}[`*]{0,2}"

export const between = `(?:${[assigned, pair, variable, element, apart, cell].join("|")})`
