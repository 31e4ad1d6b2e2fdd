using System.Collections.Frozen;

namespace DirectiveFlow.Web.Icons;

/// <summary>The outline set of the pages: 24 by 24, drawn with the current colour.</summary>
public static class IconPaths
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alert"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7.8v4.8M12 16v.1'/>",
        ["warning"] = "<path d='M12 4.5 20.5 19h-17zM12 10.2v4M12 16.7v.1'/>",
        ["info"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 11.2v5M12 8v.1'/>",
        ["bell"] = "<path d='M6.5 17v-6a5.5 5.5 0 0 1 11 0v6l1.3 1.5H5.2z'/><path d='M10.2 21h3.6'/>",
        ["calendar"] = "<rect x='4' y='5.5' width='16' height='14.5' rx='2'/><path d='M4 10.5h16M8.5 3.5v4M15.5 3.5v4'/>",
        ["check"] = "<path d='m5 12.8 4.3 4.2L19 7.4'/>",
        ["done"] = "<circle cx='12' cy='12' r='8.5'/><path d='m8.2 12.4 2.6 2.6 5-5.3'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8.5'/><path d='M12 7.3V12l3.2 1.9'/>",
        ["document"] = "<path d='M6.5 3.5h7.2l3.8 3.8v13.2h-11z'/><path d='M13.5 3.5v4h4M9.3 12.2h5.4M9.3 16h5.4'/>",
        ["half"] = "<circle cx='12' cy='12' r='8'/><path d='M12 4a8 8 0 0 1 0 16z' fill='currentColor'/>",
        ["home"] = "<path d='m3.5 11.2 8.5-7 8.5 7'/><path d='M5.5 9.8V20h13V9.8M10 20v-5.5h4V20'/>",
        ["hourglass"] = "<path d='M7.5 3.5h9M7.5 20.5h9M8.3 3.5c0 4.6 7.4 5.7 7.4 8.5s-7.4 3.9-7.4 8.5M15.7 3.5c0 4.6-7.4 5.7-7.4 8.5s7.4 3.9 7.4 8.5'/>",
        ["inbox"] = "<path d='m4 13.2 2.9-7.7h10.2l2.9 7.7v5.3H4z'/><path d='M4 13.2h4.8a3.2 3.2 0 0 0 6.4 0H20'/>",
        ["link"] = "<path d='M10.2 13.8a3.8 3.8 0 0 0 5.4 0l2.9-2.9a3.8 3.8 0 1 0-5.4-5.4l-1 1'/><path d='M13.8 10.2a3.8 3.8 0 0 0-5.4 0l-2.9 2.9a3.8 3.8 0 1 0 5.4 5.4l1-1'/>",
        ["list"] = "<path d='M9 6.2h11M9 12h11M9 17.8h11M4.2 6.2h.8M4.2 12H5M4.2 17.8H5'/>",
        ["lock"] = "<rect x='5.3' y='10.8' width='13.4' height='9' rx='1.6'/><path d='M8.2 10.8V8a3.8 3.8 0 0 1 7.6 0v2.8'/>",
        ["moon"] = "<path d='M19 14.2A7.6 7.6 0 0 1 9.8 5a7.6 7.6 0 1 0 9.2 9.2z'/>",
        ["sun"] = "<circle cx='12' cy='12' r='3.8'/><path d='M12 3v2M12 19v2M3 12h2M19 12h2M5.7 5.7l1.4 1.4M16.9 16.9l1.4 1.4M18.3 5.7l-1.4 1.4M7.1 16.9l-1.4 1.4'/>",
        ["pause"] = "<path d='M9 6.5v11M15 6.5v11'/>",
        ["plus"] = "<path d='M12 5.5v13M5.5 12h13'/>",
        ["redo"] = "<path d='M19 12a7 7 0 1 1-2.3-5.2'/><path d='M19.3 3.8v4.4h-4.4'/>",
        ["undo"] = "<path d='M8.5 5 4.5 9l4 4'/><path d='M4.5 9h9a5.5 5.5 0 0 1 0 11H9'/>",
        ["ring"] = "<circle cx='12' cy='12' r='7.5' stroke-dasharray='3 3'/>",
        ["right"] = "<path d='m9.5 5.5 6.3 6.5-6.3 6.5'/>",
        ["left"] = "<path d='M14.5 5.5 8.2 12l6.3 6.5'/>",
        ["search"] = "<circle cx='10.8' cy='10.8' r='6.3'/><path d='m15.6 15.6 4.6 4.6'/>",
        ["send"] = "<path d='M20.5 3.8 3.8 10.4l6.3 3 3 6.4z'/><path d='m20.5 3.8-10.4 9.6'/>",
        ["swap"] = "<path d='M4.5 8.5h14M15 5l3.5 3.5L15 12M19.5 15.5h-14M9 12l-3.5 3.5L9 19'/>",
        ["down"] = "<path d='m5.5 9.5 6.5 6.3 6.5-6.3'/>",
        ["up"] = "<path d='M12 19.5V5M6 10.8 12 5l6 5.8'/>",
        ["upload"] = "<path d='M12 15.5V4.5M7 9l5-4.8L17 9M4.5 19.5h15'/>",
        ["user"] = "<circle cx='12' cy='8.3' r='3.8'/><path d='M4.8 20a7.2 7.2 0 0 1 14.4 0'/>",
        ["users"] = "<circle cx='9.2' cy='8.6' r='3.3'/><path d='M3 19.5a6.2 6.2 0 0 1 12.4 0M15.5 5.6a3.2 3.2 0 0 1 0 6M17.6 14.2a6 6 0 0 1 3.4 5.3'/>",
        ["close"] = "<path d='m6 6 12 12M18 6 6 18'/>",
        ["cancelled"] = "<circle cx='12' cy='12' r='8.5'/><path d='m9 9 6 6M15 9l-6 6'/>",
        ["flow"] = "<rect x='3.5' y='4.5' width='6.5' height='5' rx='1.2'/><rect x='14' y='14.5' width='6.5' height='5' rx='1.2'/><path d='M6.8 9.5v4.7a2.8 2.8 0 0 0 2.8 2.8H14'/>",
        ["gear"] = "<circle cx='12' cy='12' r='3'/><path d='M12 3.5v2.6M12 17.9v2.6M3.5 12h2.6M17.9 12h2.6M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18'/>",
        ["exit"] = "<path d='M10 4.5H5.5v15H10M14 8l4.5 4-4.5 4M18.5 12H9.5'/>",
        ["flag"] = "<path d='M6 20.5V4.5h11l-2.2 4 2.2 4H6'/>",
        ["edit"] = "<path d='M4.5 19.5 5.6 15 16 4.6a1.9 1.9 0 0 1 2.7 0l.7.7a1.9 1.9 0 0 1 0 2.7L9 18.4z'/>",
        ["menu"] = "<path d='M4.5 7h15M4.5 12h15M4.5 17h15'/>",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Paths.Keys;

    /// <summary>Inner SVG of an icon.</summary>
    /// <exception cref="ArgumentException">No such icon: a slip of the page, never of a reader.</exception>
    public static string Of(string name) =>
        Paths.TryGetValue(name, out var path) ? path : throw new ArgumentException($"No icon is called {name}.", nameof(name));

    /// <summary>As MudBlazor takes icons: filled shapes are off, strokes on.</summary>
    public static string ForMudBlazor(string name) =>
        $"<g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{Of(name)}</g>";
}
