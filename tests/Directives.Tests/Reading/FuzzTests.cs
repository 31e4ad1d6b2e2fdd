using System.Diagnostics;
using System.Globalization;
using System.Text;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Directives.Tests.Reading.Intake;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>
/// Damaged and invented inputs through intake and reader: a text or a refusal, in time, never another failure. READING_FUZZ sets how
/// many (default 400); READING_FUZZ_SEED repeats a run.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = IntakeLimits.Timeout;

    [Fact]
    public async Task Damaged_files_and_texts_give_a_reading_or_a_refusal_in_time()
    {
        var (count, seed) = (Setting("READING_FUZZ", 400), Setting("READING_FUZZ_SEED", 20261123));
        output.WriteLine($"{count} inputs, seed {seed}");
        var random = new Random(seed);
        (string Name, byte[] Bytes)[] honest =
        [
            ("a.docx", TestFiles.Word(TestFiles.Paragraph("Giao Sở Y tế báo cáo") + TestFiles.Table(["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Lập đề án", "Sở Y tế"]))),
            ("a.pdf", TestFiles.Pdf("Kế hoạch số 5/KH-UBND ngày 02/02/2031", "Giao Sở Y tế chủ trì báo cáo trước ngày 30/6/2031.")),
            ("a.html", Encoding.UTF8.GetBytes("<html><body><p>Giao Sở Y tế báo cáo</p><table><tr><td>1</td><td>Lập đề án</td></tr></table></body></html>")),
            ("a.eml", Encoding.UTF8.GetBytes("From: a@b.vn\r\nTo: c@d.vn\r\nSubject: Ke hoach\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGiao Sở Y tế báo cáo\r\n--x--\r\n")),
            ("a.txt", Encoding.UTF8.GetBytes(ReadingExample.Shipped[0].Text)),
        ];
        var (slowest, refused) = (TimeSpan.Zero, 0);
        for (var i = 0; i < count; i++)
        {
            var (name, bytes) = honest[i % honest.Length];
            var text = i % 2 == 0 ? null : Mutate(ReadingExample.Shipped[random.Next(ReadingExample.Shipped.Count)].Text, random);
            var input = i % 20 == 0 ? Noise(random) : Mutate(bytes, random);
            var watch = Stopwatch.StartNew();
            var run = Task.Factory.StartNew(() => Record.Exception(() => DirectiveReader.Read(text ?? DocumentIntake.Extract(input, name).Text, null)), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var failure = await run.WaitAsync(Limit, TestContext.Current.CancellationToken);
            Assert.True(failure is null or UnreadableTextException, string.Create(CultureInfo.InvariantCulture, $"seed {seed}, input {i} ({(text is null ? name : "text")}): {failure}"));
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            refused += failure is null ? 0 : 1;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused} refused, slowest {slowest.TotalMilliseconds:0} ms"));
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 4_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Bytes changed, cut out, doubled or cut off.</summary>
    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var change = random.Next(1, 12); change > 0 && mutated.Count > 8; change--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(4))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated.RemoveRange(at, Math.Min(random.Next(1, 40), mutated.Count - at));
                    break;
                case 2:
                    mutated.InsertRange(at, mutated.GetRange(at, Math.Min(random.Next(1, 200), mutated.Count - at)));
                    break;
                default:
                    mutated.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Words taken out, moved and repeated, characters replaced by marks the rules look for.</summary>
    private static string Mutate(string text, Random random)
    {
        const string marks = "\n\t.,;:()-–/|*#\"“” 0159IVXđĐỷ\u00A0\u0301";
        var mutated = new StringBuilder(text);
        for (var change = random.Next(1, 60); change > 0 && mutated.Length > 4; change--)
        {
            var at = random.Next(mutated.Length);
            var length = Math.Min(random.Next(1, 120), mutated.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    mutated[at] = marks[random.Next(marks.Length)];
                    break;
                case 1:
                    mutated.Remove(at, length);
                    break;
                case 2:
                    mutated.Insert(random.Next(mutated.Length), mutated.ToString(at, length));
                    break;
                default:
                    mutated.Insert(at, marks[random.Next(marks.Length)].ToString(), random.Next(1, 30));
                    break;
            }
        }

        return mutated.ToString();
    }

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : standard;
}
