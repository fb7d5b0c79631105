/// The words that names and titles are made of. The load searches for some of them: see
/// `load/visitors.lua`.
enum Vocabulary {
  static let qualities = words(
    """
    silent golden broken distant hidden burning frozen crooked gentle hollow scarlet salted borrowed
    forgotten patient restless northern wooden paper winter summer second seventh last glass iron
    quiet unfinished wandering invisible honest bitter velvet copper drowned sleeping
    """)
  static let things = words(
    """
    garden river lighthouse orchard library harbour mirror bridge lantern clock ferry island kitchen
    meadow letter map piano window staircase railway forest mountain tide comet sparrow fox heron
    whale beekeeper gardener clockmaker cartographer translator widow stranger twins postman queen
    tailor captain orphan neighbour conductor apprentice
    """)
  static let places = words(
    """
    Porto Bergen Ghent Trieste Galway Tartu Split Lisbon Krakow Bath Uppsala Verona Riga Leiden
    Cadiz Bruges Turku Delft Lucca Graz
    """)
  static let firstNames = words(
    """
    Ada Bruno Clara Dmitri Elif Farah Goran Hanna Ivo Jana Kofi Lena Milan Nora Oskar Petra Quentin
    Rosa Sami Tilda Ugo Vera Wim Xenia Yusuf Zora
    """)
  static let lastNames = words(
    """
    Abel Brandt Castel Duran Eriksen Falk Grieve Holm Ibarra Jansen Keller Lindqvist Moreau Novak
    Okafor Pereira Quist Rossi Sato Tamm Ueda Vance Weber Yilmaz Zeman Ashdown Birch Cole
    """)
  static let publishers = words(
    "Lantern Harbour Meridian Foxglove Kestrel Quayside Almanac Juniper Halfmoon Tollgate")
  static let formats = ["hardback", "paperback", "e-book", "audio book", "large print"]
  static let opinions = words(
    """
    lovely slow gripping odd funny tender long clever flat vivid dull warm sharp moving strange
    """)

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
