using MudBlazor;

namespace DirectiveFlow.Web.Shell;

/// <summary>The tokens of <c>wwwroot/tokens.css</c> as MudBlazor understands them.</summary>
public static class DirectiveFlowTheme
{
    private static readonly string[] Fonts =
        ["Segoe UI", "system-ui", "-apple-system", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Create() => new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2558a8",
            PrimaryContrastText = "#ffffff",
            Background = "#f6f4ef",
            Surface = "#fffefb",
            AppbarBackground = "#fffefb",
            AppbarText = "#1c2430",
            DrawerBackground = "#f6f4ef",
            TextPrimary = "#1c2430",
            TextSecondary = "#4a5362",
            LinesDefault = "#e3dfd6",
            TableLines = "#e3dfd6",
            LinesInputs = "#8a8475",
            ActionDefault = "#4a5362",
            Success = "#176239",
            Warning = "#824600",
            Error = "#a3201b",
            Info = "#1f4f9b",
            Tertiary = "#573a9a",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fb6f2",
            PrimaryContrastText = "#0d1c33",
            Background = "#13171c",
            Surface = "#1a1f26",
            AppbarBackground = "#1a1f26",
            AppbarText = "#e8e6e1",
            DrawerBackground = "#13171c",
            TextPrimary = "#e8e6e1",
            TextSecondary = "#b9c0ca",
            LinesDefault = "#2c343e",
            TableLines = "#2c343e",
            LinesInputs = "#76818f",
            ActionDefault = "#b9c0ca",
            Success = "#86d3a3",
            Warning = "#f2bd6b",
            Error = "#f6a29a",
            Info = "#9cc0f5",
            Tertiary = "#c3b1f2",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "14px", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "13px", LineHeight = "1.5", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = "12px", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "14px", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "26px", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "-.01em" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "16px", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            AppbarHeight = "52px",
            DrawerWidthLeft = "216px",
        },
    };
}
