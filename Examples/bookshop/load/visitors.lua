-- The visitors of the bookshop, for wrk: a mix of routes like that of a real shop, the same each
-- time.
--
-- The figures are those of `Stock.whole`, the words those of `Vocabulary`: change them in both
-- places together.

local authors, books, editions, orders = 1200, 34520, 207120, 30000
local qualities = { "silent", "golden", "broken", "hidden", "scarlet", "paper", "last", "velvet" }
local things = { "garden", "river", "lighthouse", "library", "clock", "piano", "whale", "twins" }
local hosts = { "web-1", "web-2", "web-3" }

local headers = { ["Content-Type"] = "application/json" }
local requests = 0

-- Carts being filled, oldest first. A cart is paid for long after its last book went in, because
-- requests of several connections overtake each other.
local carts = {}
local carts_made = 0

function init(args)
  math.randomseed(8127)
end

-- A number from 1 to `last`, low ones far more often.
local function popular(last)
  return 1 + math.floor(last * math.random() ^ 3)
end

-- The ISBN of an edition, as `isbn(ofEdition:)` makes it.
local function isbn(edition)
  local body = string.format("978%09d", (edition * 7919 + 104729) % 1000000000)
  local sum = 0
  for place = 1, 12 do
    sum = sum + tonumber(body:sub(place, place)) * (place % 2 == 1 and 1 or 3)
  end
  return body .. (10 - sum % 10) % 10
end

local function get(path)
  return wrk.format("GET", path, headers)
end

local function post(path, body)
  return wrk.format("POST", path, headers, body)
end

local function see_book() return get("/books/" .. popular(books)) end

local function see_reviews() return get("/books/" .. popular(books) .. "/reviews") end

local function see_author() return get("/authors/" .. popular(authors)) end

local function see_bestsellers() return get("/bestsellers") end

local function see_order() return get("/orders/" .. math.random(orders)) end

local function check_health() return get("/health") end

-- One in three hundred types a lone quotation mark, which the shop doesn't cope with.
local function search_words()
  if math.random(300) == 1 then return get("/search?q=%22") end
  local quality, thing = qualities[math.random(#qualities)], things[math.random(#things)]
  return get("/search?q=" .. quality .. "+" .. thing)
end

local function search_isbn() return get("/search?isbn=" .. isbn(math.random(editions))) end

local function add_to_cart()
  local cart = carts[math.random(math.max(1, #carts - 5), math.max(1, #carts))]
  if #carts < 20 or math.random(3) == 1 then
    carts_made = carts_made + 1
    cart = "cart-" .. carts_made
    carts[#carts + 1] = cart
  end
  local edition = popular(editions)
  return post("/cart", string.format('{"cart":"%s","edition":%d,"quantity":1}', cart, edition))
end

local function see_cart() return get("/cart/cart-" .. math.max(1, carts_made - 3)) end

local function check_out()
  if #carts < 15 then return add_to_cart() end
  return post("/checkout", string.format('{"cart":"%s"}', table.remove(carts, 1)))
end

-- How many of a hundred requests do what.
local mix = {
  { 39, see_book }, { 12, see_reviews }, { 8, see_author }, { 8, see_bestsellers },
  { 10, search_words }, { 2, search_isbn }, { 9, add_to_cart }, { 4, see_cart },
  { 4, check_out }, { 2, see_order }, { 2, check_health },
}

function request()
  requests = requests + 1
  headers["X-Served-By"] = hosts[requests % #hosts + 1]
  local draw = math.random(100)
  for _, share in ipairs(mix) do
    draw = draw - share[1]
    if draw <= 0 then return share[2]() end
  end
end

-- Visitors read what they get: a pause of some milliseconds before each request keeps the machine
-- half idle.
function delay()
  return math.random(10, 60)
end
