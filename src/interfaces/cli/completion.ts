/** `tipstaff completion SHELL`: the script that makes a shell ask tipstaff which words may follow. */
import { z } from "zod"
import { exitCode } from "../../base/exit-code.ts"
import { operation, type Handler, type Operation } from "../../base/operation.ts"
import { completionRequest } from "./completion-offers.ts"

const shells = ["bash", "zsh", "fish", "powershell"] as const

type Shell = (typeof shells)[number]

// Each script hands over the words up to the cursor and offers the first column of the answer.
const scripts: Readonly<Record<Shell, string>> = {
  bash: `_tipstaff() {
  local IFS=$'\\n'
  COMPREPLY=($(tipstaff ${completionRequest} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _tipstaff tipstaff
`,
  zsh: `#compdef tipstaff
_tipstaff() {
  local -a offers
  offers=("\${(@f)$(tipstaff ${completionRequest} "\${(@)words[2,CURRENT]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e $'s/\\t/:/')}")
  [[ -n "\${offers[1]}" ]] && _describe tipstaff offers || _files
}
compdef _tipstaff tipstaff
`,
  fish: `function __tipstaff_offers
  set -l words (commandline -opc) (commandline -ct)
  tipstaff ${completionRequest} $words[2..-1] 2>/dev/null
end
complete -c tipstaff -a '(__tipstaff_offers)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName tipstaff -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  tipstaff ${completionRequest} @words 2>$null | ForEach-Object {
    $word, $brief = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', ($brief, $word -ne '')[0])
  }
}
`,
}

const handleCompletion: Handler<{ readonly shell: Shell }, { readonly shell: Shell; readonly script: string }> = (_world, { shell }) =>
  Promise.resolve({ exitCode: exitCode.ok, data: { shell, script: scripts[shell] }, text: scripts[shell] })

export const completionOperation = operation({
  name: "completion",
  summary: "print the script that completes commands in your shell",
  details: "bash: source <(tipstaff completion bash). zsh: source <(tipstaff completion zsh). fish: tipstaff completion fish | source.",
  permission: "help.read",
  effect: "reads",
  schema: "tipstaff.completion/1",
  input: z.object({ shell: z.enum(shells).meta({ positional: true, description: shells.join(", "), placeholder: "SHELL" }) }),
  load: () => Promise.resolve(handleCompletion),
}) as unknown as Operation
