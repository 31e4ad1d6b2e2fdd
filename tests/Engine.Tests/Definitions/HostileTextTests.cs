using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>Texts made to hurt are refused with the place, or read, within two seconds.</summary>
public sealed class HostileTextTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("", "$", DefinitionCodes.NotJson)]
    [InlineData("nonsense", "$", DefinitionCodes.NotJson)]
    [InlineData("[]", "$", DefinitionCodes.NotADefinition)]
    [InlineData("7", "$", DefinitionCodes.NotADefinition)]
    [InlineData("{\"root\":{\"a\":[1,{\"b\":nope}]}}", "$.root.a[1].b", DefinitionCodes.NotJson)]
    [InlineData("{\"root\":{\"id\":1,\"id\":2}}", "$.root.id", DefinitionCodes.DuplicateName)]
    [InlineData("{\"root\":{\"id\":1,\"\\u0069d\":2}}", "$.root.id", DefinitionCodes.DuplicateName)]
    [InlineData("{\"root\":{\"text\":\"a\\u0000b\"}}", "$.root.text", DefinitionCodes.BadCharacter)]
    [InlineData("{\"root\":{\"text\":[\"\\ud800\"]}}", "$.root.text[0]", DefinitionCodes.BadCharacter)]
    [InlineData("{\"root\":{\"\\udc00\":1}}", "$.root", DefinitionCodes.BadCharacter)]
    [InlineData("{\"a b\":{\"x\":[}}", "$['a b'].x", DefinitionCodes.NotJson)]
    [InlineData("{} {}", "$", DefinitionCodes.NotJson)]
    [InlineData("{\"a\":1,}", "$.a", DefinitionCodes.NotJson)]
    public void The_first_bad_place_is_named(string text, string path, string code)
    {
        var problem = Refused(text);

        Assert.Equal((path, code), (problem.Path, problem.Code));
    }

    [Fact]
    public void Half_a_surrogate_pair_between_good_text_is_found() =>
        Assert.Equal(("$.root.b", DefinitionCodes.BadCharacter), Place(Refused("{\"root\":{\"a\":\"😀Đ\",\"b\":\"x\ud83dy\"}}")));

    [Fact]
    public void A_hundred_thousand_levels_are_refused_at_the_limit()
    {
        var problem = Refused(string.Concat(Enumerable.Repeat("{\"root\":", 100_000)) + "1" + new string('}', 100_000));
        Assert.Equal(DefinitionCodes.TooDeep, problem.Code);
        Assert.StartsWith("$.root.root.root", problem.Path, StringComparison.Ordinal);

        Assert.Equal(DefinitionCodes.TooDeep, Refused(new string('[', 100_000)).Code);
    }

    [Fact]
    public void A_number_without_end_is_refused_and_a_large_one_is_kept()
    {
        Assert.Equal(("$.a[1]", DefinitionCodes.HugeNumber), Place(Refused($"{{\"a\":[1,{new string('9', 1_000_000)}]}}")));

        var text = $"{{\"a\":[1e999,{new string('9', 900)},-0.0]}}";
        Assert.Equal(text, WorkflowDefinition.Parse(text).Text);
    }

    [Fact]
    public void Names_that_are_keys_are_short() =>
        Assert.Equal(("$.name", DefinitionCodes.TooLarge), Place(Refused($"{{\"name\":\"{new string('x', 500)}\"}}")));

    [Fact]
    public void Texts_cut_and_changed_at_random_places_are_read_or_refused_and_nothing_else()
    {
        var good = Define.Workflow("x", Define.Flowchart("f", [Define.Line("a"), Define.Event("b")], ("a", "Done", "b")));
        var host = new EngineHost();
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var text = new StringBuilder(good);
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)); break;
                    case 1: text[at] = (char)random.Next(0x20, 0xE000); break;
                    default: text.Insert(at, "[]{},:\"\\1n"[random.Next(10)]); break;
                }
            }

            try
            {
                host.Catalog.Compile(text.ToString());
            }
            catch (DefinitionException error)
            {
                Assert.True(error.Problems is [{ Path: ['$', ..], Code.Length: > 0 }], string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, text {i}"));
            }
        }
    }

    private static (string, string) Place(DefinitionProblem problem) => (problem.Path, problem.Code);

    private static DefinitionProblem Refused(string text)
    {
        var watch = TimeProvider.System.GetTimestamp();
        var error = Assert.Throws<DefinitionException>(() => WorkflowDefinition.Parse(text));
        Assert.InRange(TimeProvider.System.GetElapsedTime(watch), TimeSpan.Zero, s_limit);
        return Assert.Single(error.Problems);
    }
}
